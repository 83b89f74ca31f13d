from tensorflow.keras.layers import LSTM, Dense, RepeatVector, TimeDistributed
from tensorflow.keras.models import Sequential

SETTINGS = {"steps_in": 12, "steps_out": 4, "features": 3, "units": 100}

model = Sequential(name="encoder_decoder")
model.add(
    LSTM(
        SETTINGS["units"],
        activation="relu",
        input_shape=(SETTINGS["steps_in"], SETTINGS["features"]),
    )
)
model.add(RepeatVector(SETTINGS["steps_out"]))
model.add(LSTM(SETTINGS["units"], return_sequences=True))
model.add(TimeDistributed(Dense(SETTINGS["features"])))
