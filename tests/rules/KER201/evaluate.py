from keras.preprocessing.image import ImageDataGenerator
from keras.models import load_model

gen = ImageDataGenerator(
    samplewise_center=True,
    vertical_flip=True,  # expect: KER201 warning "vertical flip" "evaluate"
)
test = gen.flow_from_directory("test", target_size=(224, 224), shuffle=False)
model = load_model("best.h5")
print(model.evaluate(test))
