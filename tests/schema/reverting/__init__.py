"""Operations are taken back."""
