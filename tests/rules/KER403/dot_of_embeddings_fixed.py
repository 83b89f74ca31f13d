from keras.layers import Dense, Dot, Embedding, Flatten, Input
from keras.models import Model

n_users, n_items = 943, 1682
user = Input(shape=(1,), name="user")
item = Input(shape=(1,), name="item")
u = Flatten()(Embedding(n_users, 20, name="users")(user))
i = Flatten()(Embedding(n_items, 20, name="items")(item))
rating = Dot(axes=1)([u, i])
model = Model([user, item], rating)
