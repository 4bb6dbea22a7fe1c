"""Records as Argilla's client reads them and its server's own models take them. Needs: argilla argilla-server"""
import json, sys
from argilla.records._io import JsonIO
from argilla_server.api.schemas.v1.records import RecordCreate
from argilla_server.models.metadata_properties import FloatMetadataPropertySettings, IntegerMetadataPropertySettings
folder = sys.argv[1]
labels = json.load(open(f"{folder}/labels.json"))
path = f"{folder}/version-1/data.argilla.json"
records = JsonIO._records_from_json(path)
assert len(records) == 40
floats, whole = FloatMetadataPropertySettings(type="float"), IntegerMetadataPropertySettings(type="integer")
for at, (record, raw) in enumerate(zip(records, json.load(open(path)))):
    assert raw["responses"] == {}, "a server refuses responses of users that it does not know"
    assert raw["metadata"]["label"] == labels[at % len(labels)]
    suggestions = [{"question_id": "00000000-0000-4000-8000-000000000000", **one} for one in raw["suggestions"].values()]
    RecordCreate(fields=raw["fields"], metadata=raw["metadata"], external_id=str(record.id), suggestions=suggestions)
    floats.check_metadata(raw["metadata"]["weight"]); floats.check_metadata(raw["metadata"]["selection_prob"])
    whole.check_metadata(raw["metadata"]["policy_version"])
print("Argilla's client reads every record, and its server's models take them")
