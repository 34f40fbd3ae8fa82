// Numbers as R writes them in names of terms and levels: 15 digits, fixed or scientific, whichever is shorter.

/** `value` as R's as.character gives it. */
export const formatNumber = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  if (value === 0) return '0';
  const [mantissa = '', exponent = '0'] = value.toExponential(14).split('e');
  const digits = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  const power = Number(exponent);
  const scientific = `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  const decimals = Math.max(0, digits.replace(/[-.]/g, '').length - 1 - power);
  const fixed = power > 20 || decimals > 100 ? null : Number(`${digits}e${exponent}`).toFixed(decimals);
  return fixed === null || fixed.length > scientific.length ? scientific : fixed;
};
