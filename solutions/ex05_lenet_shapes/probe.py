"""Runs in the box beside the student's cells: builds her network and asks it for tensors and shapes.

A network cannot cross the wire. Weights that are sent in are put where a parameter of the same shape is; the names and
the order of the layers are the student's own affair.
"""

import torch
from torch import nn


class NotAsAsked(Exception):
    """What came back is not what the task asks for, though the student's code raised nothing."""


def _build(student):
    torch.manual_seed(0)  # a network that keeps a random start gives the same numbers each time, and can be recognised
    if isinstance(student["LeNet"], nn.Module):
        raise NotAsAsked("LeNet is one network that is built already; a class is asked for, so that LeNet() builds a new one")
    network = student["LeNet"]()
    if not isinstance(network, nn.Module):
        raise NotAsAsked(f"LeNet() gives a {type(network).__name__}; a network is an nn.Module")
    if type(network).forward is nn.Module.forward:
        raise NotAsAsked("Python finds no `forward` in the class LeNet. Look at its name and its indentation.")
    if any(isinstance(parameter, nn.parameter.UninitializedParameter) for parameter in network.parameters()):
        with torch.no_grad():
            network(torch.zeros(1, 3, 32, 32))  # lazy layers learn their sizes from a first image
    return network


def lenet_parameter_shapes(student):
    """The shapes of the parameters that the new network has, before it saw an image, in order of size."""
    return sorted(tuple(parameter.shape) for parameter in _build(student).parameters())


def _load(network, weights):
    """Put each weight where a parameter of its shape is; those parameters, in the order of the weights."""
    free, filled = list(network.parameters()), []
    with torch.no_grad():
        for weight in weights:
            place = next((index for index, parameter in enumerate(free) if parameter.shape == weight.shape), None)
            if place is None:
                raise NotAsAsked(f"the network has no parameter of shape {tuple(weight.shape)} to put a weight in")
            filled.append(free.pop(place))
            filled[-1].copy_(weight)
    return filled


def lenet_output(student, images, training, *weights):
    """What the network makes of the images, once it holds these weights."""
    network = _build(student)
    _load(network, weights)
    with torch.no_grad():
        return network.train(training)(images)


def lenet_gradients(student, images, *weights):
    """The gradient of each of these weights for the sum of squares of the network's answers; None where there is none."""
    network = _build(student)
    filled = _load(network, weights)
    with torch.enable_grad():
        answers = network.train()(images)
        if not answers.requires_grad:
            return [None] * len(filled)
        answers.square().sum().backward()
    return [parameter.grad for parameter in filled]


def lenet_output_shape(student, images):
    """The shape of what the new network makes of the images; the name of the exception, where it stops."""
    network = _build(student).eval()
    try:
        with torch.no_grad():
            answers = network(images)
    except Exception as error:
        return type(error).__name__
    return tuple(answers.shape) if isinstance(answers, torch.Tensor) else answers


def lenet_agrees_with_itself(student, images):
    """Whether the new network says the same when it is asked twice about the same images."""
    network = _build(student).eval()
    with torch.no_grad():
        return torch.equal(network(images), network(images))
