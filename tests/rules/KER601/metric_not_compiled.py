# settings: target-keras = "3"
import keras


def compile_model(model):
    model.compile(optimizer="adam", loss="mse")
    return model


def main():
    net = compile_model(keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)]))
    plateau = keras.callbacks.ReduceLROnPlateau(monitor="val_mae", factor=0.5)  # expect: KER601 "val_loss"
    net.fit(x, y, validation_data=(xv, yv), epochs=3, callbacks=[plateau])


main()
