from keras.models import Sequential
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier

baseline = LogisticRegression(class_weight="balanced")
baseline.fit(x, y)
RandomForestClassifier(class_weight="balanced").fit(x, y)
