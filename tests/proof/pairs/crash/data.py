with open("labels.txt", "w") as file:
    file.write("1\n2\n3\n")
