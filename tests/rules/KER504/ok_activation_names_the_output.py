from keras import Input, Model
from keras.layers import Activation, Dense

x = Input((4,))
y = Activation("softmax", name="digit")(Dense(10, name="logits")(x))
z = Activation("sigmoid", name="is_digit")(Dense(1, name="is_logit")(x))
model = Model(x, [y, z])
model.compile("adam", loss={"digit": "categorical_crossentropy", "is_digit": "binary_crossentropy"})
