from keras.models import load_model
model = load_model("start.h5")
model.fit(x, y, class_weight={0: 1.0, 1: 9.0})
