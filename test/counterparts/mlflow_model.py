"""A scikit-learn model as MLflow saves it into a folder. Needs: mlflow scikit-learn pandas"""
import sys
import mlflow.sklearn
import pandas
from mlflow.models import infer_signature
from sklearn.linear_model import LogisticRegression
seen = pandas.DataFrame({"a": [0.0, 0.0, 9.0, 9.0], "b": [0.0, 1.0, 9.0, 8.0]})
model = LogisticRegression().fit(seen, [0, 0, 1, 1])
mlflow.sklearn.save_model(model, sys.argv[1], signature=infer_signature(seen, model.predict_proba(seen)), pyfunc_predict_fn="predict_proba")
