# settings: target-keras = "3"
from keras.layers import Dense
from keras.models import Model, Sequential

front = Sequential([Dense(3, input_shape=(4,)), Dense(2)])
whole = Sequential([front, Dense(2)])
model = Model(front.inputs, whole.layers[-1].output)
again = Model(whole.inputs, whole.layers[-1].output)
