"""What people have to do: in sentences, each with the way to do it, and a tick where a person sets one."""
