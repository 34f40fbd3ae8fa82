// What the axis of a picture is called where no predictor is a number: what the model expects of a row takes its place.

export const fittedMean = 'fitted mean';
