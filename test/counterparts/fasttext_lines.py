"""Lines as fastText itself learns and reads them. Needs: fasttext-wheel numpy<2"""
import json, sys
from urllib.parse import unquote
import fasttext
folder = sys.argv[1]
labels = json.load(open(f"{folder}/labels.json"))
path = f"{folder}/version-1/data.fasttext.txt"
model = fasttext.train_supervised(input=path, epoch=1, thread=1, verbose=0)
read = {unquote(one.removeprefix("__label__")) for one in model.labels}
assert read == set(labels), read ^ set(labels)
assert model.test(path)[0] == 40, "a line for each case"
print("fastText knows every label, and a case a line")
