"""What each block is: judged alone (`judge`, `spam`), then by its neighbours (`revise`)."""
