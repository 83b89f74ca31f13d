"""A page keeps model and data in the session of another library."""

import streamlit as st
from tensorflow import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator

datagen = ImageDataGenerator(rescale=1 / 255, rotation_range=10, horizontal_flip=True)

if "model" not in st.session_state:
    st.session_state.model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(1, "sigmoid")])
    st.session_state.model.compile("adam", "binary_crossentropy")
    st.session_state.train = datagen.flow_from_directory("data/train", class_mode="binary")
    st.session_state.val = datagen.flow_from_directory("data/val", class_mode="binary")  # expect: KER201

if st.button("train"):
    st.session_state.model.fit(st.session_state.train, validation_data=st.session_state.val, epochs=3)
