"""The phone desk: an operator enters a call while talking, and writes down what voice messages say."""
