"""What widgets need of the kernel: that what the page says is heard on one thread, and that what shows no more ends.

What lives here knows nothing of lessons. It may import `convlib.show`.
"""
