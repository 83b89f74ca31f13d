import keras


def main():
    board = keras.callbacks.TensorBoard(log_dir="logs")  # expect: KER602 "TensorBoard"
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile(loss="mse")
    model.fit(load_x(), load_y(), epochs=3)


if __name__ == "__main__":
    main()
