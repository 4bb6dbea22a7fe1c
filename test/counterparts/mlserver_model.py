"""A scikit-learn model as MLServer takes it into a folder. Needs: mlserver mlserver-sklearn scikit-learn"""
import json, sys
import joblib
from sklearn.linear_model import LogisticRegression
folder, port = sys.argv[1], int(sys.argv[2])
joblib.dump(LogisticRegression().fit([[0, 0], [0, 1], [9, 9], [9, 8]], [0, 0, 1, 1]), f"{folder}/model.joblib")
json.dump({"name": "m", "implementation": "mlserver_sklearn.SKLearnModel", "parameters": {"uri": "./model.joblib"}}, open(f"{folder}/model-settings.json", "w"))
json.dump({"host": "127.0.0.1", "http_port": port, "grpc_port": port + 1, "metrics_endpoint": None, "metrics_port": port + 2, "parallel_workers": 0}, open(f"{folder}/settings.json", "w"))
