"""`python -m newsclean`."""

from newsclean.cli.main import main

if __name__ == "__main__":
    main(prog_name="newsclean")
