from keras import Input, Model
from keras.layers import Dense

start = Input((8,))
middle = Dense(4)(start)
end = Dense(2)(middle)
head = Model(middle, end)
whole = Model(start, end)
