from keras.preprocessing.image import ImageDataGenerator

flow = ImageDataGenerator(rotation_range=40).flow_from_directory("small", save_to_dir="big", batch_size=1)
for _ in range(5000):
    flow.next()
