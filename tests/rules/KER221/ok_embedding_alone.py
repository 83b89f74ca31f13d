import numpy as np
from keras.layers import Embedding
from keras.models import Sequential

model = Sequential()
model.add(Embedding(10, 50))
print(model.predict(np.arange(10)))
