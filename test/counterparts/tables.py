"""Files of datasets as pyarrow, pandas and datasets read them. Needs: pyarrow pandas datasets"""
import json, os, sys, tarfile
import pandas as pd, pyarrow as pa, pyarrow.parquet as pq
os.environ["HF_HUB_OFFLINE"] = "1"
folder = sys.argv[1]
labels = json.load(open(f"{folder}/labels.json"))
expected = [labels[at % len(labels)] for at in range(40)]
schemas = []
for number in (1, 2):
    at = f"{folder}/version-{number}"
    parquet = pq.read_table(f"{at}/data.parquet")
    arrow = pa.ipc.open_stream(f"{at}/data.arrows").read_all()
    for table in (parquet, arrow):
        assert table["label"].to_pylist() == expected
        for name in ("created_at", "labelled_at", "input.sent"):
            assert table.schema.field(name).type == pa.timestamp("us", tz="UTC"), (name, table.schema.field(name).type)
        table["input.sent"].to_pylist()  # every value is one of Python's times
    schemas.append([(field.name, str(field.type)) for field in parquet.schema])
    frame = pd.read_parquet(f"{at}/data.parquet")
    assert str(frame["input.sent"].dtype) == "datetime64[us, UTC]", frame["input.sent"].dtype
    csv = pd.read_csv(f"{at}/data.csv", keep_default_na=False, na_values={"input.sent": [""]}, parse_dates=["created_at", "input.sent"])
    assert str(csv["input.sent"].dtype).startswith("datetime64["), csv["input.sent"].dtype
    assert str(csv["created_at"].dtype).startswith("datetime64["), csv["created_at"].dtype
    assert [one[1:] if one.startswith("'") else one for one in csv["label"]] == expected
    assert (csv["input.sent"].dropna().tolist() == frame["input.sent"].dropna().tolist())
    import datasets
    tarfile.open(f"{at}/data.hf.tar").extractall(f"{at}/hf", filter="data")
    loaded = datasets.load_dataset(f"{at}/hf", split="train", cache_dir=f"{at}/cache")
    names = loaded.features["label"].names
    assert [names[one] for one in loaded["label"]] == expected
    assert loaded.features["input.sent"].dtype == "timestamp[us, tz=UTC]", loaded.features["input.sent"]
assert schemas[0] == schemas[1]
print("pyarrow, pandas and datasets read every label and time, with one schema in both versions")
