"""The kinds of problem a request can meet, as the page ``/about.html`` explains them."""

KINDS = {
    "request": "The request is not one that this server answers: address, method, type or size.",
    "parameter": "A parameter of a stored query is missing, unknown, given twice or of no use.",
    "query": "The text is not a SPARQL 1.1 query. The message names the line and the column.",
    "read-only": "Updates are refused. The graph is changed by a build and by nothing else.",
    "service": "The query would make this server ask another one (SERVICE), which is not allowed.",
    "not-acceptable": "The answer cannot be given in any of the forms that the request accepts.",
    "timeout": "The query ran for longer than one query may, and was ended. No part is sent.",
    "gave-out": "The process that answered ended, mostly for want of memory. No part is sent.",
    "too-large": "The answer is larger than one answer may be. Ask page by page.",
    "busy": "Too many queries are running. Try again in some seconds.",
    "failed": "The server or the engine failed. The fault is in the server's log.",
    "gone": "The client closed the connection before there was an answer.",
}
