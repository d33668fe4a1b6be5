"""What is printed from the terminal: posters with a code for the camera, and figures. As PDF, by typst."""
