"""Say what a document's pages say, and make a PDF of them."""
