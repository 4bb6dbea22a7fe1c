"""Tasks as Label Studio's own interface checks them. Needs: label-studio-sdk"""
import json, sys
from xml.sax.saxutils import quoteattr
from label_studio_sdk.label_interface import LabelInterface
folder = sys.argv[1]
labels = json.load(open(f"{folder}/labels.json"))
choices = "".join(f"<Choice value={quoteattr(one)}/>" for one in labels)
interface = LabelInterface(f'<View><Text name="input" value="$text"/><Choices name="label" toName="input">{choices}</Choices></View>')
tasks = json.load(open(f"{folder}/version-1/data.label-studio.json"))
assert len(tasks) == 40
for at, task in enumerate(tasks):
    # The interface checks annotations and predictions by themselves only.
    bare = {name: value for name, value in task.items() if name not in ("annotations", "predictions")}
    assert interface.validate_task(bare), task
    assert len(task["annotations"]) == (2 if at % 4 == 0 else 1)
    for annotation in task["annotations"]:
        assert interface.validate_annotation(annotation), annotation
        assert annotation["result"][0]["value"]["choices"] == [labels[at % len(labels)]]
    for prediction in task["predictions"]:
        assert interface.validate_prediction(prediction), prediction
print("Label Studio's interface takes every task, annotation and prediction")
