# Makes the files in arrow/ with pyarrow 25.0.1: one table of every type, as Arrow file, stream and Parquet; a longer one
# compressed with LZ4 and with Zstandard. Run here:
#   python3 arrow.py
import datetime
import decimal
import pyarrow as pa
from pyarrow import feather, parquet

when = datetime.datetime(2024, 1, 2, 3, 4, 5)
types = pa.table({
    "int64": pa.array([7, None, 9007199254740993], pa.int64()), "uint8": pa.array([1, 2, 3], pa.uint8()),
    "double": pa.array([0.1, None, float("nan")]), "half": pa.array([0.5, 1.5, 2.5], pa.float16()),
    "bool": pa.array([True, None, False]), "text": pa.array(["x", None, ""]), "large": pa.array(["p", "q", "r"], pa.large_string()),
    "dictionary": pa.array(["low", "high", "low"]).dictionary_encode(),
    "ordered": pa.DictionaryArray.from_arrays(pa.array([0, 2, None]), pa.array(["low", "mid", "high"]), ordered=True),
    "numbered": pa.array([10, 9, 10]).dictionary_encode(), "decimal": pa.array([decimal.Decimal("2.25"), None, decimal.Decimal("-1.00")], pa.decimal128(9, 2)),
    "date": pa.array([when.date()] * 3), "timestamp": pa.array([when] * 3, pa.timestamp("us")), "zoned": pa.array([when] * 3, pa.timestamp("ns", tz="UTC")),
    "nothing": pa.nulls(3), "list": pa.array([[1], [2], []]), "struct": pa.array([{"a": 1}] * 3), "binary": pa.array([b"a", b"b", b"c"])})
feather.write_feather(types, "arrow/types.feather", compression="uncompressed")
with pa.OSFile("arrow/types.arrows", "wb") as file, pa.ipc.new_stream(file, types.schema) as stream:
    for batch in types.to_batches(max_chunksize=2):
        stream.write_batch(batch)
parquet.write_table(types.drop_columns(["half"]), "arrow/types.parquet")

rows = range(1000)
long = pa.table({"n": [row % 7 for row in rows], "square": [float(row) ** 2 for row in rows], "name": [f"level {row * row % 11}" for row in rows]})
for codec in ["lz4", "zstd"]:
    feather.write_feather(long, f"arrow/{codec}.feather", compression=codec)
