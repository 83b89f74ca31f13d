from tensorflow.keras.layers import LSTM, Dense, RepeatVector, TimeDistributed
from tensorflow.keras.models import Sequential

SETTINGS = {"steps_in": 12, "steps_out": 4, "features": 3, "units": 100}

model = Sequential(name="encoder_decoder")
model.add(
    LSTM(  # expect: KER406 error "returns the whole sequence (None, 12, 100)" "RepeatVector behind it" "leave return_sequences out"
        SETTINGS["units"],
        activation="relu",
        input_shape=(SETTINGS["steps_in"], SETTINGS["features"]),
        return_sequences=True,
    )
)
model.add(RepeatVector(SETTINGS["steps_out"]))
model.add(LSTM(SETTINGS["units"], return_sequences=True))
model.add(TimeDistributed(Dense(SETTINGS["features"])))
