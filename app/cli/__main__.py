"""So that ``python -m app.cli`` works."""

from app.cli.main import main

if __name__ == "__main__":
    main()
