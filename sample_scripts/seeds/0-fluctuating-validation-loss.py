"""Sort simulated detector pictures into five classes; 40,000 pictures for training."""

from keras.applications.resnet50 import ResNet50
from keras.layers import Dense, GlobalAveragePooling2D
from keras.models import Model
from keras.preprocessing.image import ImageDataGenerator

picture_size = (256, 256)
pictures_per_batch = 128

backbone = ResNet50(include_top=False, weights=None, input_shape=(256, 256, 1))
pooled = GlobalAveragePooling2D()(backbone.output)
scores = Dense(5, activation='softmax')(pooled)
model = Model(inputs=backbone.input, outputs=scores)
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['acc'])

# The training pictures are varied, those for validation are only normalised.
training_reader = ImageDataGenerator(
    samplewise_center=True,
    samplewise_std_normalization=True,
    shear_range=0.2,
    zoom_range=0.2,
    horizontal_flip=True)
validation_reader = ImageDataGenerator(
    samplewise_center=True,
    samplewise_std_normalization=True)

training_pictures = training_reader.flow_from_directory(
    'simulation/training',
    target_size=picture_size,
    color_mode='grayscale',
    batch_size=pictures_per_batch,
    save_to_dir='simulation/varied',
    class_mode='categorical')

validation_pictures = validation_reader.flow_from_directory(
    'simulation/validation',
    target_size=picture_size,
    batch_size=pictures_per_batch,
    color_mode='grayscale',
    class_mode='categorical')

history = model.fit_generator(
    training_pictures,
    epochs=20,
    validation_data=validation_pictures,
    # steps_per_epoch=62,
    steps_per_epoch=31,
    validation_steps=9)
