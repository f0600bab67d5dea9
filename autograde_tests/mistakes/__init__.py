"""Known mistakes: one package an assignment, one module a part of its notebook.

One function a mistake, named ``<exercise>__<mistake>``, with the exercise's signature; its
docstring is what the student reads. Only numpy, pyplot, the course's own names and the private
helpers beside them are used, so that it works in a student's cell as it stands. Of one exercise the
first mistake that fits is named, so all of an exercise's stand in one module, in this order.

A package is what its modules define: `mistakes_of(package, exercise)` finds them by their names.
"""
