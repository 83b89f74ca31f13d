from keras.layers import Dense, Input
from keras.models import Model, Sequential

net = Sequential()
net.add(Dense(32, activation="relu", input_shape=(20,)))
net.add(Dense(4, activation="softmax"))
net.compile("adam", "categorical_crossentropy")
net.load_weights("net.h5")
new = Input((20,))
hidden = Model(inputs=new, outputs=net.layers[0].output)  # expect: KER417 error "the Sequential that begins with Dense"
