"""The protocol as its reference shows it: kinds of messages, the conversation, frames as bytes."""
