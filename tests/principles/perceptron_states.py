"""States of the perceptron's page, as its address may hold them."""

from playground.principles.perceptron import LAB


def read(**fields):
    return LAB.read(fields)


def answer(**fields):
    return LAB.answer(read(**fields))
