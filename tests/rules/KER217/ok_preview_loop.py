from keras.preprocessing.image import ImageDataGenerator, img_to_array, load_img

datagen = ImageDataGenerator(rotation_range=40, horizontal_flip=True)
x = img_to_array(load_img('cat.jpg')).reshape((1, 150, 150, 3))
i = 0
for batch in datagen.flow(x, batch_size=1, save_to_dir='preview', save_prefix='cat', save_format='jpeg'):
    i += 1
    if i > 20:
        break
