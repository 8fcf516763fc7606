"""Who says what in the news, and where each speaker stands on concessions."""
