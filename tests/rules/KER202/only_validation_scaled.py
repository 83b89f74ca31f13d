import tensorflow as tf

IDG = tf.keras.preprocessing.image.ImageDataGenerator
train = IDG(zoom_range=0.1).flow_from_directory("cats/train")
val = IDG(rescale=1 / 255).flow_from_directory("cats/val")  # expect: KER202 "rescale=1/255 instead of nothing"
model.fit_generator(train, validation_data=val)
