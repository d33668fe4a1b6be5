"""The look-up: what help is needed and where, the services that fit, their cards, and how it went there."""
