from keras.models import load_model

model = load_model("heads.keras")
model.compile("adam", loss={"a": "mse", "b": "mae"})
