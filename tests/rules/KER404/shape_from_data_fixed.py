from sklearn.datasets import load_digits
from tensorflow.keras import layers, models

digits = load_digits()
images = digits.images.reshape(-1, 8, 8, 1) / 16.0

model = models.Sequential(
    [
        layers.Conv2D(16, 3, activation="relu", input_shape=images.shape[1:]),
        layers.MaxPooling2D(2),
        layers.Conv2D(32, 3, activation="relu"),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)
