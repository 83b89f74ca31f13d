import keras

base = keras.applications.MobileNet(alpha=0.6, include_top=False, input_shape=(128, 128, 3))  # expect: KER411 error "alpha" "0.6"
