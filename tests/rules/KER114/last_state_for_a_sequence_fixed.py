import numpy as np
from keras.layers import LSTM, Dense, Input
from keras.models import Model

pairs = [line.split("\t")[:2] for line in open("fra.txt")]
source = sorted({char for line, _ in pairs for char in line})
target = sorted({char for _, line in pairs for char in line})
longest = max(len(line) for _, line in pairs)
encoder_data = np.zeros((len(pairs), 50, len(source)))
decoder_data = np.zeros((len(pairs), longest, len(target)))
target_data = np.zeros((len(pairs), longest, len(target)))

encoder_inputs = Input(shape=(None, len(source)))
_, h, c = LSTM(256, return_state=True)(encoder_inputs)
decoder_inputs = Input(shape=(None, len(target)))
decoded, _, _ = LSTM(256, return_sequences=True, return_state=True)(decoder_inputs, initial_state=[h, c])
outputs = Dense(len(target), activation="softmax")(decoded)
model = Model([encoder_inputs, decoder_inputs], outputs)
model.compile(optimizer="rmsprop", loss="categorical_crossentropy")
model.fit([encoder_data, decoder_data], target_data, batch_size=64, epochs=100, validation_split=0.2)
