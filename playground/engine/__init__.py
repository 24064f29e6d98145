"""The engine: steps, trainers, probes, sessions and the scheduler.

Networks of this size are faster on one thread than on two (measured 2-4 times: handing the work over takes
longer than the work), and a sum whose order never changes gives the same digits in every run.
"""

import torch

torch.set_num_threads(1)
