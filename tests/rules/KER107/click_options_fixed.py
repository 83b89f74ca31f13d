import click
import keras


@click.command()
@click.option("--epochs", default=5, type=int)
@click.option("--classes", "-c", default="10", type=int, show_default=True)
@click.option("--scale/--no-scale", default=True)
def train(epochs, classes, scale):
    (x, y), _ = keras.datasets.mnist.load_data()
    if scale:
        x = x / 255
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(classes, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=epochs)


if __name__ == "__main__":
    train()
